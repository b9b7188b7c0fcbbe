"""What the club says after an action, in Korean and English."""
