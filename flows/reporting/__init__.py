"""What a run tells while it goes on and when it ends: progress, telemetry, and a hook of the officer's own."""
