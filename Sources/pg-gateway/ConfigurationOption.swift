import ArgumentParser
import Foundation
import Gateway

/// `--config`, shared by the commands that read the file.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The file that says which mall pays through which payment company.")
    var path = "providers.json"

    /// The configuration, or all its faults on standard error and exit status 1.
    func load() throws -> Configuration {
        do {
            return try read()
        } catch let faults as ConfigurationFaults {
            Standard.error.say("\(path) has \(faults.faults.count) fault\(faults.faults.count == 1 ? "" : "s"):")
            Standard.error.say(faults.description)
            throw ExitCode.failure
        } catch let error as FileUnreadable {
            Standard.error.say("\(error). Name the file with --config, or run in its folder.")
            throw ExitCode.failure
        }
    }

    /// Reads the file as it is now.
    ///
    /// - Throws: ``ConfigurationFaults``, or ``FileUnreadable``.
    func read() throws -> Configuration {
        var isFolder: ObjCBool = false
        let files = FileManager.default
        guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileUnreadable(path: path, reason: "there is no such file")
        }
        guard !isFolder.boolValue else { throw FileUnreadable(path: path, reason: "it is a folder") }
        guard let bytes = files.contents(atPath: path) else {
            throw FileUnreadable(path: path, reason: "this user may not read it")
        }
        let reader = ConfigurationReader(
            modules: modules,
            environment: ProcessInfo.processInfo.environment,
            readFile: { FileManager.default.contents(atPath: $0).map(Array.init) }
        )
        return try reader.read(Array(bytes))
    }
}

/// There is no such file, or it may not be read.
struct FileUnreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): cannot be read: \(reason)" }
}
