"""What the apps say of the predecessor: tables of columns, kinds of values, ways there and back."""
