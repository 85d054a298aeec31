//! Commands under limits of the operating system, which hold for root too.

use std::os::unix::fs::MetadataExt as _;
use std::process::Command;

/// Returns a command for which files cannot be longer than `kibibytes`, as if the disk were full.
pub(crate) fn in_room_for(kibibytes: u32, command: &Command) -> Command {
    let mut limited = Command::new("bash");
    // Without the signal that ends the process, writing fails as it does on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"");
    limited.args(["-c", &script, "limited"]);
    with_program_of(command, limited)
}

/// Returns a command that is refused what permissions refuse, whoever runs the tests: root has two capabilities that
/// pass them by, which it gives up.
pub(crate) fn obeying_permissions(command: &Command) -> Command {
    let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut obeying = Command::new(if is_root { "setpriv" } else { "env" });
    if is_root {
        obeying.arg("--bounding-set=-dac_override,-dac_read_search");
    }
    with_program_of(command, obeying)
}

fn with_program_of(command: &Command, mut wrapper: Command) -> Command {
    wrapper.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        wrapper.current_dir(folder);
    }
    wrapper
}
