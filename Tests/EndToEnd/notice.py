"""A notification as it came to the mall, and what every one must look like."""

import json
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from hashes import cancellation_hash, status_hash

PAYMENT_FIELDS = {
    "request_type", "partner_id", "paymethod", "tid", "amount", "order_id", "all_cancel_tf", "part_cancel_tf",
    "escrow_tf", "currency", "payed_tf", "easypay", "hash_data", "extra_data", "result_code", "result_message",
}  # fmt: skip
CANCELLATION_FIELDS = {
    "request_type", "partner_id", "tid", "order_id", "paymethod", "currency", "cancel_amount", "status", "hash_data",
    "extra_data", "result_code", "result_message",
}  # fmt: skip
JSON = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"


@dataclass(eq=False)
class Notice:
    path: str
    headers: dict
    fields: dict
    moment: float = field(default_factory=time.monotonic)

    @classmethod
    def read(cls, path, headers, body):
        headers = {name.lower(): value for name, value in headers.items()}
        if headers["content-type"] != FORM:
            return cls(path, headers, json.loads(body))
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
        fields = dict(pairs)
        assert len(fields) == len(pairs), "a field twice"
        # In a form the object comes as its text.
        return cls(path, headers, fields | {"extra_data": json.loads(fields["extra_data"])})

    @property
    def order_id(self):
        return self.fields["order_id"]

    @property
    def is_paid(self):
        return self.fields["payed_tf"] == "T"

    def check_payment(self, path, encoding=JSON, **expected):
        """B2 and B4, field for field; `expected` are this payment's."""
        self._check(path, encoding, PAYMENT_FIELDS, expected)
        assert self.fields["request_type"] == "payment"
        flags = {name: self.fields[name] for name in ("all_cancel_tf", "part_cancel_tf", "escrow_tf", "easypay")}
        assert flags == {"all_cancel_tf": "T", "part_cancel_tf": "T", "escrow_tf": "F", "easypay": "F"}
        assert self.fields["hash_data"] == status_hash(self.fields), "H2"
        assert self.fields["tid"] or not self.is_paid

    def check_cancellation(self, path, encoding=JSON, **expected):
        """B3, field for field."""
        self._check(path, encoding, CANCELLATION_FIELDS, expected)
        assert self.fields["request_type"] == "cancelnoty" and self.fields["tid"]
        assert self.fields["hash_data"] == cancellation_hash(self.fields), "H3"

    def _check(self, path, encoding, names, expected):
        assert (self.path, self.headers["content-type"]) == (path, encoding)
        assert set(self.fields) == names
        texts = {name: value for name, value in self.fields.items() if name != "extra_data"}
        assert all(isinstance(value, str) for value in texts.values()), texts
        assert texts["paymethod"] in ("card", "icash", "etc"), texts["paymethod"]
        assert texts["result_message"]
        assert {name: self.fields[name] for name in expected} == expected
