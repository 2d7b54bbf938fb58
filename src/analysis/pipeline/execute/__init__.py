"""Run notebooks: each in a process of its own, forked from a warm one."""
