"""Pages for the customer, reached by signed link."""
