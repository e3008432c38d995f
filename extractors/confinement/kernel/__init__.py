"""What the Linux kernel offers to shut a process in: Landlock, seccomp, and the system calls for them."""
