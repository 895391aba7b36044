// clang-19 -g -O2 -mcpu=v3 -ffile-prefix-map=$PWD=. -target bpfel -c sample.c -o sample.o
// The same with -target bpfeb makes sample-be.o.
// No headers: the object must not depend on where it is compiled.

typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef int __s32;
typedef unsigned long long __u64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, val) int (*name)[val]
#define __type(name, val) typeof(val) *name
#define __tag(x) __attribute__((btf_decl_tag(x)))
#define __user __attribute__((btf_type_tag("user")))

enum { BPF_MAP_TYPE_HASH = 1, BPF_MAP_TYPE_ARRAY = 2 };
enum color { RED, GREEN = 7, BLUE = -1 };
enum wide { NARROW = 1, WIDE = 0x1234567890ULL };

typedef struct {
	int counter;
} atomic_t;

struct key {
	__u8 proto;
	__u32 addr;
	__u64 words[4];
} __tag("key of a flow");

struct packed {
	__u8 a;
	__u32 b;
} __attribute__((packed));

struct value {
	struct key key;
	struct packed packed;
	atomic_t refs;
	unsigned int lo : 3, : 5, hi : 7;
	struct value *next;
	const char *const name;
	int (*op)(struct value *v, ...);
	void __user *uptr;
	union {
		double d;
		enum color color;
		__u16 half[2];
	};
	enum wide wide;
	__s32 member __tag("tagged member");
	_Bool flag;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, struct key);
	__type(value, struct value);
} flows SEC(".maps");

static struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} hidden_map SEC(".maps");

struct foreign {
	int pid;
	struct {
		long deep[3];
	} in;
} __attribute__((preserve_access_index));

const volatile __u32 limit = 42;
__u64 counters[3] = { 1, 2, 3 };
int zeros[5];
__u32 custom SEC(".data.custom") = 5;
extern int CONFIG_HZ __attribute__((section(".kconfig"), weak));

static void *(*bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;

__attribute__((noinline)) static int helper(struct value *v __tag("arg:nonnull"), int n)
{
	return v->member + n + (int)limit;
}

__attribute__((noinline, visibility("hidden"))) int shared_helper(int n)
{
	counters[1] += n;
	return zeros[n & 3] + n + CONFIG_HZ;
}

SEC("xdp") __tag("comment:test_success")
int count_packets(void *ctx)
{
	struct key k = { .proto = 6 };
	struct value *v = bpf_map_lookup_elem(&flows, &k);
	__u32 zero = 0;

	if (!v)
		return shared_helper(1);
	if (bpf_map_lookup_elem(&hidden_map, &zero))
		return 1;
	return helper(v, 3) + custom;
}

SEC("kprobe/foo")
int probe(struct foreign *f)
{
	return f->pid + f->in.deep[2] + __builtin_preserve_field_info(f->pid, 2);
}

SEC("kprobe/foo")
int probe_again(struct foreign *f)
{
	return f->in.deep[1] + shared_helper(2);
}

char _license[] SEC("license") = "Dual BSD/GPL";
