package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"

	"github.com/bufbuild/protocompile"
	"google.golang.org/protobuf/cmd/protoc-gen-go/internal_gengo"
	"google.golang.org/protobuf/compiler/protogen"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/pluginpb"
)

// source is the contract, as a path below the root of the repository. The generated code registers it by this name.
const source = "plugins/proto/loader.proto"

// generate returns the content of each generated file, by path below the root of the repository.
func generate(root string) (map[string][]byte, error) {
	req, err := request(root)
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	messages, err := generateMessages(req)
	if err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	service, err := generateService(root, req)
	if err != nil {
		return nil, fmt.Errorf("service: %w", err)
	}
	files := make(map[string][]byte)
	for _, resp := range []*pluginpb.CodeGeneratorResponse{messages, service} {
		if resp.Error != nil {
			return nil, fmt.Errorf("generator: %s", resp.GetError())
		}
		for _, f := range resp.File {
			files[f.GetName()] = []byte(f.GetContent())
		}
	}
	return files, nil
}

// request parses the contract into what protoc would hand to a generator.
func request(root string) (*pluginpb.CodeGeneratorRequest, error) {
	compiler := protocompile.Compiler{
		Resolver:       &protocompile.SourceResolver{ImportPaths: []string{root}},
		SourceInfoMode: protocompile.SourceInfoStandard,
	}
	files, err := compiler.Compile(context.Background(), source)
	if err != nil {
		return nil, err
	}
	return &pluginpb.CodeGeneratorRequest{
		FileToGenerate: []string{source},
		Parameter:      proto.String("paths=source_relative"),
		ProtoFile:      []*descriptorpb.FileDescriptorProto{protodesc.ToFileDescriptorProto(files[0])},
	}, nil
}

// generateMessages runs protoc-gen-go, which is a library.
func generateMessages(req *pluginpb.CodeGeneratorRequest) (*pluginpb.CodeGeneratorResponse, error) {
	plugin, err := protogen.Options{}.New(req)
	if err != nil {
		return nil, err
	}
	internal_gengo.GenerateFile(plugin, plugin.FilesByPath[source])
	return plugin.Response(), nil
}

// generateService runs protoc-gen-go-grpc, which is a command: a tool of this module.
func generateService(root string, req *pluginpb.CodeGeneratorRequest) (*pluginpb.CodeGeneratorResponse, error) {
	in, err := proto.Marshal(req)
	if err != nil {
		return nil, err
	}
	var stderr bytes.Buffer
	cmd := exec.Command("go", "tool", "protoc-gen-go-grpc")
	cmd.Dir = root
	cmd.Stdin = bytes.NewReader(in)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("protoc-gen-go-grpc: %w: %s", err, stderr.Bytes())
	}
	resp := &pluginpb.CodeGeneratorResponse{}
	return resp, proto.Unmarshal(out, resp)
}
