"""Documents for programs: what the server does, made from what it is made of."""
