"""`pg-gateway demo` as a process of its own: gateway, mock and sandbox mall together."""

import re
import subprocess
import threading

from gateway import BINARY
from waiting import eventually


class Demo:
    def __init__(self):
        self.process = subprocess.Popen(
            [BINARY, "demo"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines = []
        reader = threading.Thread(
            target=lambda: self._lines.extend(iter(self.process.stdout.readline, "")), daemon=True
        )
        reader.start()
        self.shop = eventually(lambda: self.said("The demo shop is open"), 30, "the demo says where its shop is")
        self.gateway = eventually(lambda: self.said("The gateway"), 30, "the demo says where its gateway is")

    def said(self, what):
        found = re.search(re.escape(what) + r":\s+(http://127\.0\.0\.1:\d+)", self.output())
        return found and found[1]

    def output(self):
        return "".join(self._lines)

    def end(self):
        self.process.terminate()
        assert self.process.wait(30) == 0, self.output()
