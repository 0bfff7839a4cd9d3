"""How others see you: name, username, picture."""
