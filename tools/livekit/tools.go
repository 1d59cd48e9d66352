//go:build tools

// Package tools pins livekit-server, so that `go build` makes the one version this project was tried with.
package tools

import _ "github.com/livekit/livekit-server/cmd/server"
