"""What `bench/delivery.py` is made of: a shop with messages to send, our sender as a process, and peers."""
