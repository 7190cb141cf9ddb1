"""What calls and services cost, beside the original design and beside what is the least that the machine allows."""
