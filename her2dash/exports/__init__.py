"""What leaves the house: files and documents for others."""
