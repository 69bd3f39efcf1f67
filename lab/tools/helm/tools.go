//go:build tools

// Package tools pins the Helm that renders charts.
package tools

import _ "helm.sh/helm/v4/cmd/helm"
