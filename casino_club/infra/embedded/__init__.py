"""Real engines that came as wheels, run as child processes of ours: used when no URL names another one."""
