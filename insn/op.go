package insn

// Instruction classes, the low three bits of the operation.
const (
	ClassLoad    = 0x00 // legacy packet loads and the 64-bit immediate load
	ClassLoadMem = 0x01
	ClassStore   = 0x02 // immediate to memory
	ClassStoreX  = 0x03 // register to memory, atomics
	ClassALU32   = 0x04
	ClassJump    = 0x05
	ClassJump32  = 0x06
	ClassALU64   = 0x07
)

// Operations that callers look for.
const (
	OpLoadImm64 = 0x18 // the only 16-byte instruction
	OpCall      = 0x85
	OpCallX     = 0x8d
	OpExit      = 0x95
	OpJump      = 0x05
	OpJumpFar   = 0x06 // gotol: the distance is the immediate
	OpJumpX     = 0x0d // gotox: indirect jump
	OpMayGoto   = 0xe5
	OpMov64Imm  = 0xb7
	OpMov32Imm  = 0xb4
)

// Pseudo sources of the 64-bit immediate load (BPF_PSEUDO_MAP_FD and so on in linux/bpf.h).
const (
	PseudoMapFD         = 1
	PseudoMapValue      = 2
	PseudoBTFID         = 3
	PseudoFunc          = 4
	PseudoMapIndex      = 5
	PseudoMapIndexValue = 6
)

// Pseudo sources of a call (BPF_PSEUDO_CALL, BPF_PSEUDO_KFUNC_CALL).
const (
	PseudoCall      = 1
	PseudoKfuncCall = 2
)

// Parts of an operation.
const (
	opMask   = 0xf0
	srcBit   = 0x08
	sizeMask = 0x18
	modeMask = 0xe0

	modeImm       = 0x00
	modeAbs       = 0x20
	modeInd       = 0x40
	modeMem       = 0x60
	modeMemSigned = 0x80
	modeAtomic    = 0xc0

	sizeWord   = 0x00
	sizeDouble = 0x18

	aluDiv = 0x30
	aluNeg = 0x80
	aluMod = 0x90
	aluMov = 0xb0
	aluEnd = 0xd0
)

// Atomic operations, in the immediate (linux/bpf.h: BPF_FETCH and its neighbours, BPF_LOAD_ACQ, BPF_STORE_REL).
const (
	atomicFetch    = 0x01
	atomicXchg     = 0xe1
	atomicCmpXchg  = 0xf1
	atomicLoadAcq  = 0x100
	atomicStoreRel = 0x110
)

// sizes names the access width by (op & sizeMask) >> 3.
var sizes = [4]string{"32", "16", "8", "64"}

// operators is the sign of an ALU operation by op >> 4; empty where there is none or it is written otherwise.
var operators = [16]string{
	0x0: "+=", 0x1: "-=", 0x2: "*=", 0x3: "/=", 0x4: "|=", 0x5: "&=", 0x6: "<<=", 0x7: ">>=",
	0x9: "%=", 0xa: "^=", 0xb: "=", 0xc: "s>>=",
}

// comparisons is the sign of a conditional jump by op >> 4.
var comparisons = [16]string{
	0x1: "==", 0x2: ">", 0x3: ">=", 0x4: "&", 0x5: "!=", 0x6: "s>", 0x7: "s>=", 0xa: "<", 0xb: "<=", 0xc: "s<", 0xd: "s<=",
}

// atomics names the plain and fetching atomic operations.
var atomics = map[int32]struct{ sign, name string }{
	0x00: {"+=", "add"}, 0x40: {"|=", "or"}, 0x50: {"&=", "and"}, 0xa0: {"^=", "xor"},
}
