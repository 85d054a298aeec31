//! Completions and manual pages of the command.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(arguments).output().unwrap()
}

/// The verbs that the command's help lists, without `help`.
fn verbs() -> Vec<String> {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let list = list.lines().take_while(|line| !line.is_empty());
    let words = list.filter_map(|line| line.split_whitespace().next());
    let verbs: Vec<String> = words
        .filter(|verb| *verb != "help")
        .map(str::to_owned)
        .collect();
    assert!(verbs.len() > 7, "{help}");
    verbs
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&folder));
    folder
}

#[test]
fn completions_of_every_shell_name_every_verb() {
    let verbs = verbs();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        for verb in &verbs {
            assert!(script.contains(verb), "{shell} lacks {verb}");
        }
    }
}

/// Bash itself completes a verb and an option.
#[test]
fn bash_completes_verbs_and_options() {
    let output = run(&["completions", "bash"]);
    let script = folder("completions.bash");
    std::fs::write(&script, output.stdout).unwrap();
    // Bash calls the function with the command, the word to complete and the one before it.
    let complete = |before: &str, word: &str| {
        let code = format!(
            "source {}; COMP_WORDS=(intermission {before} {word}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _intermission intermission '{word}' '{before}'; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        let output = Command::new("bash").args(["-c", &code]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("", "che"), "check");
    assert_eq!(complete("rehearse", "--spe"), "--speed");
    assert_eq!(complete("completions", "z"), "zsh");
}

#[test]
fn an_unknown_shell_is_named_with_those_that_are_known() {
    let output = run(&["completions", "tcsh"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("'tcsh'"), "{error}");
    assert!(
        error.contains("bash, elvish, fish, powershell, zsh"),
        "{error}"
    );
}

#[test]
fn there_is_a_manual_page_for_the_command_and_each_verb() {
    let folder = folder("man/deep");
    let output = run(&["man", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let verbs = verbs().into_iter();
    let mut wanted: Vec<String> = verbs.map(|it| format!("intermission-{it}.1")).collect();
    let others = [
        "intermission.1",
        "intermission-history-import.1",
        "intermission-history-prune.1",
        "intermission-history-render.1",
        "intermission-history-replay.1",
        "intermission-history-show.1",
        "intermission-incident-open.1",
        "intermission-incident-resolve.1",
        "intermission-incident-update.1",
        "intermission-phase-done.1",
        "intermission-phase-fail.1",
        "intermission-phase-next.1",
        "intermission-phase-skip.1",
        "intermission-phase-start.1",
    ];
    wanted.extend(others.map(str::to_owned));
    wanted.sort();
    let mut found: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("intermission-help"))
        .collect();
    found.sort();
    assert_eq!(found, wanted);
    let page = std::fs::read_to_string(folder.join("intermission-rehearse.1")).unwrap();
    assert!(
        page.contains(".TH") && page.contains("\\-\\-speed"),
        "{page}"
    );
}

#[test]
fn a_directory_that_cannot_be_made_is_an_error() {
    let file = folder("man-file");
    std::fs::write(&file, "").unwrap();
    let output = run(&["man", file.join("below").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("man-file/below: cannot write the manual pages"),
        "{error}"
    );
}
