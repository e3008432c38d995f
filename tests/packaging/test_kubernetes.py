"""The manifest hangs together: what one part names, another one is; no secret stands in it; nothing runs as root."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.orchestration.settings import DASK_VARIABLE

PARTS: list[dict[str, Any]] = list(
    yaml.safe_load_all((Path(__file__).parents[2] / "deploy" / "kubernetes.yaml").read_text())
)
NAMES = {(part["kind"], part["metadata"]["name"]): part for part in PARTS}
DEPLOYMENTS = [part for part in PARTS if part["kind"] == "Deployment"]


def test_every_part_is_of_a_known_kind_and_named_once():
    kinds = {"PersistentVolumeClaim": "v1", "Service": "v1", "Deployment": "apps/v1"}
    assert all(part["apiVersion"] == kinds[part["kind"]] for part in PARTS)
    assert len(NAMES) == len(PARTS)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda part: part["metadata"]["name"])
def test_pods_are_found_by_their_labels_are_bounded_and_no_root(deployment):
    spec = deployment["spec"]
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
    pod = spec["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    claims = [volume["persistentVolumeClaim"]["claimName"] for volume in pod.get("volumes", [])]
    assert all(("PersistentVolumeClaim", claim) in NAMES for claim in claims)
    [container] = pod["containers"]
    assert container["resources"]["limits"]["memory"]
    assert {mount["name"] for mount in container.get("volumeMounts", [])} <= {
        each["name"] for each in pod.get("volumes", [])
    }
    assert not any("DATABASE" in variable["name"] for variable in container.get("env", []))


def test_services_lead_to_pods_that_listen_there():
    for part in PARTS:
        if part["kind"] == "Service":
            [pod] = [
                each["spec"]["template"]["spec"]
                for each in DEPLOYMENTS
                if each["spec"]["template"]["metadata"]["labels"] == part["spec"]["selector"]
            ]
            ports = {port["containerPort"] for container in pod["containers"] for port in container["ports"]}
            assert {port["targetPort"] for port in part["spec"]["ports"]} <= ports


def test_addresses_name_services_of_the_manifest():
    for deployment in DEPLOYMENTS:
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        addresses = [each["value"] for each in container.get("env", []) if "://" in each["value"]]
        addresses += [word for word in container["command"] if "://" in word]
        for address in addresses:
            host, port = address.partition("://")[2].partition("/")[0].split(":")
            assert int(port) in {each["port"] for each in NAMES["Service", host]["spec"]["ports"]}
    worker = NAMES["Deployment", "simsa-worker"]["spec"]["template"]["spec"]["containers"][0]
    assert DASK_VARIABLE in {variable["name"] for variable in worker["env"]}
