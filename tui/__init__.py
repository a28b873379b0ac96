"""Everything a person sees: screens, forms, the command line, printed sheets, and the words of three languages."""
