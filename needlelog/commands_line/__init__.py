"""The subcommands of `needlelog`, one module each, loaded only when called."""
