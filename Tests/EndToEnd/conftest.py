"""What the tests share: a shop to come back to, and running gateways."""

import pytest

from configuration import configuration, mock
from gateway import Gateway
from shopfront import Shopfront


@pytest.fixture(scope="session")
def front():
    front = Shopfront()
    yield front
    front.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory, front):
    """Starts gateways that end with the module; by default with one mock of each approver."""
    running = []

    def serve(instances=None, **changes):
        instances = instances or {"mock": mock(), "careful": mock("gateway")}
        folder = tmp_path_factory.mktemp("gateway")
        gateway = Gateway(folder, configuration(front.origin, instances, **changes))
        running.append(gateway)
        return gateway.start()

    yield serve
    for gateway in running:
        if gateway.process and gateway.process.poll() is None:
            gateway.kill()


@pytest.fixture(scope="module")
def gateway(serve):
    return serve()
