"""The subcommands of ``evaluation`` that have a module of their own."""
