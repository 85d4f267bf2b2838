"""Plain ideas every stage needs: money, addresses, languages, time and chance. No Django, no customers."""
