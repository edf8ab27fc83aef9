"""What people have, becoming articles."""
