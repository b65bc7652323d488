"""Waiting for something with a deadline."""

import time


def eventually(look, seconds, what, every=0.05):
    """Asks `look` again and again until it says something true, and returns that.

    An assertion that fails in `look` counts as "not yet"; behind the deadline it is what is wrong.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            if found := look():
                return found
            trouble = None
        except AssertionError as error:
            trouble = error
        if time.monotonic() >= deadline:
            raise AssertionError(f"not within {seconds} s: {what}" + (f": {trouble}" if trouble else ""))
        time.sleep(every)
