"""The screens as a person sees them: roles and names only, never markup."""
