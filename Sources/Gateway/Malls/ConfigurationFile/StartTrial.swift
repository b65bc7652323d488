import Foundation
import ProviderKit

/// Tries what `serve` does when it starts, as far as nothing is written and nobody is called: what would fail there is
/// a fault of the file.
struct StartTrial {
    typealias Trouble = (problem: String, mend: String)

    private let modules: [String: any PaymentProvider.Type]

    init(modules: [any PaymentProvider.Type]) {
        self.modules = Dictionary(modules.map { ($0.manifest.identifier, $0) }) { first, _ in first }
    }

    /// What a module says of an account; `nil` where it takes it.
    func refusal(of fields: [String: [Secret]], at instance: ProviderInstance) -> ProviderError? {
        guard let module = modules[instance.module] else { return nil }
        let account = ProviderAccount(
            instance: instance.name,
            reference: "check",
            environment: instance.environment,
            fields: fields,
            settings: instance.settings
        )
        do {
            _ = try module.init(account: account, services: .idle)
            return nil
        } catch {
            return error
        }
    }

    /// Why payments cannot be kept there.
    func trouble(with database: DatabaseLocation) -> Trouble? {
        guard case .sqlite(let path) = database else {
            return ("is PostgreSQL, which this build does not have yet", #"Say "database": "sqlite:gateway.sqlite""#)
        }
        if path.hasPrefix(":") || path.hasPrefix("file:") {
            return ("names no plain file, \(path)", #"Payments are kept there: say "sqlite:gateway.sqlite""#)
        }
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        if Self.isFolder(file.path) { return ("names a folder, \(path)", "Name a file in it") }
        guard Self.isFolder(folder) else { return ("names a file in \(folder), which is no folder", "Make the folder") }
        let files = FileManager.default
        // SQLite keeps its log beside the file, and the lock is there too.
        let isWritable =
            files.isWritableFile(atPath: folder)
            && (!files.fileExists(atPath: file.path) || files.isWritableFile(atPath: file.path))
        return isWritable
            ? nil : ("names \(path), which cannot be written", "Let the gateway write the file and its folder")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
