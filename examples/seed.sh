#!/usr/bin/env bash
# Interconnect as the edge orchestrator's instructions had it: their seven steps, their verification and their troubleshooting,
# with their commands word for word, but for the host and the token.
#
#   npm start                                 # in another terminal
#   examples/seed.sh                          # everything
#   examples/seed.sh troubleshooting          # only the commands that look
#
# Where the instructions say "use the page" (steps 4 to 7), the page writes what stands here: a network document. The clusters are
# those of `npm start`, or, by the environment:
#
#   API             the portal's API               http://localhost:7007/api/interconnect
#   JWT_TOKEN       who asks                       npm run -s token
#   PROJECT_NAME    the project                    edge-shop
#   NETWORK_NAME    the new network                seed
#   NETWORK_JSON    its document                   examples/network.json
#   KUBECTL         kubectl of the orchestrator    npm run -s lab -- kubectl cluster-1
#   KUBECTL_HUB     kubectl of the hub             npm run -s lab -- kubectl cluster-1
#   KUBECTL_SPOKE   kubectl of a spoke             npm run -s lab -- kubectl cluster-2
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

API=${API:-http://localhost:7007/api/interconnect}
JWT_TOKEN=${JWT_TOKEN:-$(npm run -s token)}
PROJECT_NAME=${PROJECT_NAME:-edge-shop}
NETWORK_NAME=${NETWORK_NAME:-seed}
NETWORK_JSON=${NETWORK_JSON:-$PWD/examples/network.json}
KUBECTL=${KUBECTL:-npm run -s lab -- kubectl cluster-1}
KUBECTL_HUB=${KUBECTL_HUB:-npm run -s lab -- kubectl cluster-1}
KUBECTL_SPOKE=${KUBECTL_SPOKE:-npm run -s lab -- kubectl cluster-2}

folder=$(mktemp -d)
trap 'rm -rf "${folder}"' EXIT

kubectl() { ${KUBECTL} "$@"; }
curl() { command curl --silent --show-error --fail-with-body "$@"; }
say() { printf '\n== %s\n' "$*"; }

asked() {
  say '1. Annotate your server application’s service'
  grep -A 2 'annotations:' examples/my-backend.yaml

  say '2. Configure your client to connect to the Skupper router'
  grep 'my-backend.interconnect.svc.cluster.local:8080' examples/my-frontend.yaml

  say '3. Create a network object'
  cd "${folder}"
  cat << EOF > network.json
{"description": "Network for Interconnect", "type": "application-mesh"}
EOF
  curl ${API}/v1/projects/${PROJECT_NAME}/networks/${NETWORK_NAME} \
  -X PUT -H "authorization: Bearer ${JWT_TOKEN}" \
  -H "Content-Type: application/json" \
  -d @network.json

  say 'Verify that the network was created'
  curl ${API}/v1/projects/${PROJECT_NAME}/networks \
  -H "authorization: Bearer ${JWT_TOKEN}"
  cd "$OLDPWD"

  say '4. load balancer, 5. Skupper, 6. server application, exposed, 7. client application'
  # Where the seed's router was: the namespace `interconnect`.
  sed '0,/{/s//{ "namespace": "interconnect",/' "${NETWORK_JSON}" > "${folder}/whole.json"
  curl ${API}/v1/projects/${PROJECT_NAME}/networks/${NETWORK_NAME} \
  -X PUT -H "authorization: Bearer ${JWT_TOKEN}" \
  -H "Content-Type: application/json" \
  -d @"${folder}/whole.json"

  say 'The network is made, and was observed to be ready'
  until kubectl get network "${NETWORK_NAME}" > /dev/null 2>&1; do sleep 1; done
  kubectl wait --for=condition=Ready "network/${NETWORK_NAME}" --timeout=300s
}

troubleshooting() {
  say 'On the Edge Orchestrator: a list of the Network(s) driving the Interconnect Hub and Spoke pattern'
  kubectl get network -o yaml

  say 'a list of the clusters participating in the Interconnect Hub and Spoke pattern'
  kubectl get clusters.interconnect.app.edge-orchestrator.intel.com

  say 'a list of the links participating in the Interconnect Hub and Spoke pattern'
  kubectl get links.interconnect.app.edge-orchestrator.intel.com

  say 'a list of the services exposed on the Interconnect'
  kubectl get services.interconnect.app.edge-orchestrator.intel.com

  say 'On the Hub: the interconnect namespace (where the router is running)'
  ( KUBECTL=${KUBECTL_HUB}; kubectl -n interconnect get all )

  say 'On a Spoke'
  ( KUBECTL=${KUBECTL_SPOKE}; kubectl -n interconnect get all )
}

case ${1:-all} in
  all) asked; troubleshooting ;;
  troubleshooting) troubleshooting ;;
  *) echo "examples/seed.sh [troubleshooting]: '$1' is not accepted" >&2; exit 2 ;;
esac
