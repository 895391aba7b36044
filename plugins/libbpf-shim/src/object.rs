//! A BPF object in libbpf's hands: the calls of its C interface that the plugin needs, as safe functions.

use std::{
    collections::BTreeSet,
    ffi::{CStr, CString, c_char, c_int, c_void},
    io, iter, mem,
    ptr::{self, NonNull},
    slice,
};

use difftest_plugin::{LoadRequest, Named};
use libbpf_sys as libbpf;

/// A positive error number as libbpf gives it.
type Errno = i32;

/// An open object. It is closed, and all that it still holds released, when it is dropped.
pub struct Object(NonNull<libbpf::bpf_object>);

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: opened by us and closed once.
        unsafe { libbpf::bpf_object__close(self.0.as_ptr()) };
    }
}

impl Object {
    pub fn open(request: &LoadRequest) -> Result<Self, Errno> {
        let strings = [&request.object_path, &request.target_btf_path, &request.kconfig, &request.pin_path];
        let [path, btf, kconfig, pin_root] = strings.map(|text| CString::new(&**text).expect("no NUL in a request"));
        let optional = |text: &CString| if text.is_empty() { ptr::null() } else { text.as_ptr() };
        let options = libbpf::bpf_object_open_opts {
            sz: mem::size_of::<libbpf::bpf_object_open_opts>() as libbpf::size_t,
            btf_custom_path: optional(&btf),
            kconfig: optional(&kconfig),
            pin_root_path: optional(&pin_root),
            ..Default::default()
        };
        // SAFETY: all strings outlive the call, which copies what it keeps.
        let object = unsafe { libbpf::bpf_object__open_file(path.as_ptr(), &raw const options) };
        NonNull::new(object).map(Self).ok_or_else(|| io::Error::last_os_error().raw_os_error().expect("errno"))
    }

    /// Loads the programs that `wanted` names and no other; fails with the first name that no program has.
    pub fn select<'a>(&mut self, wanted: &'a [String]) -> Result<(), &'a str> {
        let mut missing: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        for program in self.programs() {
            // SAFETY: a program of this object, which is not loaded yet: the only thing that the second call checks.
            let name = text(unsafe { libbpf::bpf_program__name(program) });
            let result = unsafe { libbpf::bpf_program__set_autoload(program, wanted.contains(&name)) };
            assert_eq!(result, 0, "bpf_program__set_autoload");
            missing.remove(&*name);
        }
        missing.pop_first().map_or(Ok(()), Err)
    }

    /// Sets the initial value of a global variable as a skeleton does, in the memory of its data map. None: the object
    /// has no such variable of that size.
    pub fn set_global(&mut self, name: &str, value: &[u8]) -> Option<()> {
        let (section, variable) = self.variable(name)?;
        // SAFETY: any section name is fine. A map has a value in memory, of that length, or gives a null pointer.
        let memory = unsafe {
            let map = NonNull::new(libbpf::bpf_object__find_map_by_name(self.0.as_ptr(), section.as_ptr()))?;
            let mut size: libbpf::size_t = 0;
            // A pointer to const before libbpf 1.3.
            let start = NonNull::new(libbpf::bpf_map__initial_value(map.as_ptr(), &raw mut size) as *mut c_void)?;
            slice::from_raw_parts_mut(start.cast::<u8>().as_ptr(), size as usize)
        };
        let memory = memory.get_mut(variable.offset as usize..)?.get_mut(..variable.size as usize)?;
        (memory.len() == value.len()).then(|| memory.copy_from_slice(value))
    }

    /// The section of a global variable and its place there, from the object's BTF.
    fn variable(&self, name: &str) -> Option<(&CStr, libbpf::btf_var_secinfo)> {
        // SAFETY: libbpf has checked the BTF when it opened the object: a DATASEC is followed by as many records as its
        // vlen says, each with the id of a type, and all names end within the strings.
        unsafe {
            let btf = NonNull::new(libbpf::bpf_object__btf(self.0.as_ptr()))?.as_ptr();
            let kind = |id| &*libbpf::btf__type_by_id(btf, id);
            let name_of = |id| CStr::from_ptr(libbpf::btf__name_by_offset(btf, kind(id).name_off));
            let sections = (1..libbpf::btf__type_cnt(btf)).map(|id| (id, kind(id)));
            let mut sections = sections.filter(|(_, kind)| kind.info >> 24 & 0x1f == libbpf::BTF_KIND_DATASEC);
            sections.find_map(|(id, section)| {
                let records: *const libbpf::btf_var_secinfo = ptr::from_ref(section).add(1).cast();
                let mut records = slice::from_raw_parts(records, (section.info & 0xffff) as usize).iter();
                let record = records.find(|record| name_of(record.type_).to_bytes() == name.as_bytes())?;
                Some((name_of(id), *record))
            })
        }
    }

    pub fn load(&mut self) -> Result<(), Errno> {
        // SAFETY: an open object.
        let result = unsafe { libbpf::bpf_object__load(self.0.as_ptr()) };
        if result == 0 { Ok(()) } else { Err(-result) }
    }

    /// The programs that are in the kernel.
    pub fn loaded_programs(&self) -> Vec<Named> {
        let id = |info: libbpf::bpf_prog_info| info.id;
        // SAFETY: a program of this object.
        let named = |p: *mut _| unsafe { named(libbpf::bpf_program__fd(p), libbpf::bpf_program__name(p), id) };
        self.programs().filter_map(named).collect()
    }

    /// The maps that are in the kernel. One that is not created has a descriptor as well, of something else.
    pub fn loaded_maps(&self) -> Vec<Named> {
        let id = |info: libbpf::bpf_map_info| info.id;
        // SAFETY: `last` is null at first, and then what the call before has returned.
        let maps = all(|last| unsafe { libbpf::bpf_object__next_map(self.0.as_ptr(), last) });
        // SAFETY: a map of this object.
        let maps = maps.filter(|map| unsafe { libbpf::bpf_map__autocreate(*map) });
        // SAFETY: a map of this object.
        maps.filter_map(|map| unsafe { named(libbpf::bpf_map__fd(map), libbpf::bpf_map__name(map), id) }).collect()
    }

    fn programs(&self) -> impl Iterator<Item = *mut libbpf::bpf_program> {
        // SAFETY: as for maps.
        all(|last| unsafe { libbpf::bpf_object__next_program(self.0.as_ptr(), last) })
    }
}

/// Walks along one of libbpf's lists, which start after a null pointer and end before one.
fn all<T>(next: impl Fn(*mut T) -> *mut T) -> impl Iterator<Item = *mut T> {
    let mut last = ptr::null_mut();
    iter::from_fn(move || {
        last = next(last);
        (!last.is_null()).then_some(last)
    })
}

/// What has `fd` in the kernel, under its name and the id that the kernel gives for it.
fn named<Info: Default>(fd: c_int, name: *const c_char, id: impl Fn(Info) -> u32) -> Option<Named> {
    if fd < 0 {
        return None;
    }
    let (mut info, mut size) = (Info::default(), mem::size_of::<Info>() as u32);
    // SAFETY: `info` has `size` bytes and holds no pointer for the kernel to follow.
    let result = unsafe { libbpf::bpf_obj_get_info_by_fd(fd, (&raw mut info).cast(), &raw mut size) };
    assert_eq!(result, 0, "bpf_obj_get_info_by_fd");
    Some(Named { name: text(name), id: id(info) })
}

/// The library's version. It knows major and minor itself; the rest is the version that it was built from, where that is
/// the same.
pub fn version() -> String {
    // SAFETY: takes nothing and returns a constant.
    let linked = text(unsafe { libbpf::libbpf_version_string() });
    let linked = linked.trim_start_matches('v');
    let built: &str = env!("LIBRARY_VERSION");
    if built.strip_prefix(linked).is_some_and(|rest| rest.starts_with('.')) { built.into() } else { linked.into() }
}

fn text(text: *const c_char) -> String {
    // SAFETY: libbpf's names are never null and end with a NUL.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}
