//go:build tools

// Package tools pins the program whose OCI registry tests read charts from.
package tools

import _ "github.com/google/go-containerregistry/cmd/crane"
