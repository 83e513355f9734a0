"""A searchable copy of a scan: its pages as they are, the words that were read lying under them.

:mod:`.send` starts the work in a child process with limits, for the file is untrusted;
:mod:`.make` does it there. pikepdf, which the readers need anyway, writes it: the engines that make
such files themselves read the page once more, and send it through a printer language on the way.
"""
