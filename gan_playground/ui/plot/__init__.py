"""What every panel of the program is made of: themed pyqtgraph views, axes, and items that paint in pixels."""
