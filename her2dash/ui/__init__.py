"""The front door and the pieces that pages are made of; the only room with Streamlit besides pages."""
