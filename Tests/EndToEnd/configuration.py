"""The providers.json that a test writes."""

import base64
import socket

from hashes import CLIENT_ID, SERVICE_KEY


def free_ports(count):
    """Ports of loopback that nobody listens on at this moment."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def mock(approver="provider", **settings):
    return {"module": "mock", "environment": "test", "settings": {"approver": approver, **settings}}


def configuration(origin, instances=None, currency="KRW", **cafe24):
    """One mall whose shops 1, 2, 3, … pay through the instances, in their order; `cafe24` are more of its settings."""
    instances = instances or {"mock": mock()}
    public, operations = free_ports(2)
    return {
        "server": {
            "listen": f"127.0.0.1:{public}",
            "publicURL": f"http://127.0.0.1:{public}",
            "operations": f"127.0.0.1:{operations}",
        },
        "database": "sqlite:gateway.sqlite",
        "sealingKeys": [{"id": "test", "key": base64.b64encode(bytes(range(32))).decode()}],
        "cafe24": {
            "clientID": CLIENT_ID,
            "clientSecret": "testClientSecret000001",
            "serviceKeys": [SERVICE_KEY],
            **cafe24,
        },
        "providers": instances,
        "malls": {
            "demomall": {
                "domains": [origin],
                "provider": next(iter(instances)),
                "account": {"publicKey": "demo-public", "secretKey": "demo-secret"},
                "shops": {
                    str(number): {
                        "name": f"Shop {number}",
                        "currency": currency,
                        "provider": instance,
                        "account": {"publicKey": "demo-public", "secretKey": "demo-secret"},
                    }
                    for number, instance in enumerate(instances, 1)
                },
            }
        },
    }
