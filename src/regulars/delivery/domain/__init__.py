"""Whether a domain is set up to send mail, and what to put into DNS where it is not."""
