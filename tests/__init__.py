"""The judge: what the machine must do, as tables of input beside expected output."""
