"""Errors planted in reports that hold together: does the judge find them, and name them rightly?"""
