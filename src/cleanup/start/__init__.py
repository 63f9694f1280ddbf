"""What makes a process start quickly: what is made late, and what is kept between runs."""
