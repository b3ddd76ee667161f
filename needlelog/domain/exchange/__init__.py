"""What machines of one clinic tell each other, and how two states become one."""
