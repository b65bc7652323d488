"""The built program as a process of its own."""

import json
import os
import signal
import subprocess
from pathlib import Path

import requests

from waiting import eventually

BINARY = os.environ.get("PG_GATEWAY_BIN") or str(Path(__file__).parents[2] / ".build/debug/pg-gateway")


class Gateway:
    """`pg-gateway serve` in a folder that holds its configuration, its database and its log."""

    def __init__(self, folder, configuration):
        self.folder = Path(folder)
        self.configuration = configuration
        self.process = None
        # More for the process, by the names of Popen.
        self.options = {}
        self.log_path = self.folder / "log.jsonl"
        self.write()

    def write(self):
        (self.folder / "providers.json").write_text(json.dumps(self.configuration))

    @property
    def url(self):
        return self.configuration["server"]["publicURL"]

    @property
    def operations(self):
        return "http://" + self.configuration["server"]["operations"]

    def begin(self):
        """Starts the process and waits for nothing."""
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve"],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.options,
            )

    def start(self):
        self.begin()
        eventually(self.is_ready, 30, f"{self.url} is ready; it said: {self.log()[-2000:]}")
        return self

    def is_ready(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"serve ended with {self.process.returncode}: {self.log()}")
        try:
            return all(requests.get(f"{url}/health/ready", timeout=5).ok for url in (self.url, self.operations))
        except requests.RequestException:
            return False

    def stop(self, seconds=70):
        """Asks it to end, and says with which status it did."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def run(self, *arguments, timeout=60):
        """Runs another command beside it, on the same file."""
        return subprocess.run(
            [BINARY, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def payments(self, *options):
        listed = self.run("payments", "list", "--json", "--limit", "100000", *options)
        assert listed.returncode == 0, listed.stderr
        return json.loads(listed.stdout)

    def payments_of(self, order_id):
        return [payment for payment in self.payments() if payment["order_id"] == order_id]

    def payment_of(self, order_id):
        """The only payment of an order."""
        (payment,) = self.payments_of(order_id)
        return payment

    def notifications(self):
        listed = self.run("notifications", "list", "--json", "--limit", "100000")
        assert listed.returncode == 0, listed.stderr
        return json.loads(listed.stdout)

    def fault(self, verb, fault, count=1, instance="mock", **more):
        order = {"verb": verb, "fault": fault, "count": count, **more}
        answer = requests.post(f"{self.operations}/providers/{instance}/faults", json=order, timeout=30)
        assert answer.ok, answer.text

    def clear_faults(self, instance="mock"):
        for verb in ("checkout", "verify", "cancel", "webhook"):
            answer = requests.post(
                f"{self.operations}/providers/{instance}/faults", json={"verb": verb, "count": 0}, timeout=30
            )
            assert answer.ok, answer.text

    def ledger(self, instance="mock"):
        """The PG's own truth, by payment key."""
        rows = requests.get(f"{self.operations}/providers/{instance}/ledger", timeout=30).json()
        return {row["reference"]: row for row in rows}
