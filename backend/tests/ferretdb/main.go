// A server that speaks MongoDB's protocol and keeps its data in a folder: FerretDB, behind a door
// that lets one command through at a time. FerretDB 1.x reads a document, changes it and writes it
// in three steps; behind the door an update of one document is atomic, as it is in MongoDB. An
// update that a unique index refuses is an internal error there; the door gives it MongoDB's code.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
)

const (
	headerBytes   = 16
	longestBytes  = 48_000_000
	opMsg         = 2013
	flagNoAnswer  = 1 << 1
	flagsPosition = 16
	duplicateKey  = 11000
	longestAnswer = 20 * time.Second // who asks has given up long before
)

var (
	refused = []byte("UNIQUE constraint failed")
	code    = []byte("\x10code\x00")
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address and port")
	folder := flag.String("folder", ".", "where the data is kept")
	flag.Parse()
	if err := run(*listen, *folder); err != nil {
		log.Fatal(err)
	}
}

func run(listen, folder string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	hidden, err := os.MkdirTemp("", "ferretdb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(hidden)
	socket := filepath.Join(hidden, "socket")
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: socket},
		Logger:    slog.New(slog.DiscardHandler),
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	go func() {
		<-ctx.Done()
		listener.Close()
	}()
	go serve(listener, socket)
	fmt.Println(listener.Addr())
	return server.Run(ctx)
}

func serve(listener net.Listener, socket string) {
	var door sync.Mutex
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go pass(client, socket, &door)
	}
}

// pass carries one connection's commands, each through the door, until either side closes.
func pass(client net.Conn, socket string, door *sync.Mutex) {
	defer client.Close()
	server, err := net.Dial("unix", socket)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		command, err := message(client)
		if err != nil {
			return
		}
		answer, err := ask(server, command, door)
		if err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

func ask(server net.Conn, command []byte, door *sync.Mutex) ([]byte, error) {
	door.Lock()
	defer door.Unlock()
	if err := server.SetDeadline(time.Now().Add(longestAnswer)); err != nil {
		return nil, err
	}
	if _, err := server.Write(command); err != nil {
		return nil, err
	}
	if wantsNoAnswer(command) {
		return nil, nil
	}
	answer, err := message(server)
	if bytes.Contains(answer, refused) {
		if at := bytes.Index(answer, code); at >= 0 {
			binary.LittleEndian.PutUint32(answer[at+len(code):], duplicateKey)
		}
	}
	return answer, err
}

// message reads one message of the wire protocol, its header included.
func message(from io.Reader) ([]byte, error) {
	header := make([]byte, headerBytes)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(header)
	if length < headerBytes || length > longestBytes {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	whole := append(header, make([]byte, length-headerBytes)...)
	_, err := io.ReadFull(from, whole[headerBytes:])
	return whole, err
}

func wantsNoAnswer(command []byte) bool {
	return len(command) >= flagsPosition+4 &&
		binary.LittleEndian.Uint32(command[12:]) == opMsg &&
		binary.LittleEndian.Uint32(command[flagsPosition:])&flagNoAnswer != 0
}
