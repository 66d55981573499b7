"""The net: how the web is asked, every request within its bounds."""
