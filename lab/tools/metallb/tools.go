//go:build tools

// Package tools pins the MetalLB controller that hands out the lab's load balancer addresses.
package tools

import _ "go.universe.tf/metallb/controller"
