"""NeedleLog: the record of a microneedling treatment, kept on the machine it is written on."""
