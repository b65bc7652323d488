import ProviderKit

/// Reads `providers.json` and says everything that is wrong with it at once.
public struct ConfigurationReader {
    private let modules: [String: ProviderManifest]
    private let environment: [String: String]
    private let readFile: (String) -> [UInt8]?
    private let trial: StartTrial?

    /// A reader that also says what would keep `serve` from starting with the file.
    ///
    /// - Parameters:
    ///   - modules: All modules in this program; each is asked whether it takes its accounts.
    ///   - environment: Variables that secrets may name.
    ///   - readFile: Gives the content of a file that a secret names; `nil` where it can't be read.
    public init(
        modules: [any PaymentProvider.Type],
        environment: [String: String],
        readFile: @escaping (String) -> [UInt8]?
    ) {
        self.init(manifests: modules.map { $0.manifest }, environment, readFile, StartTrial(modules: modules))
    }

    /// A reader of the file alone.
    ///
    /// - Parameters:
    ///   - modules: The manifests of all modules in this program.
    ///   - environment: Variables that secrets may name.
    ///   - readFile: Gives the content of a file that a secret names; `nil` where it can't be read.
    public init(
        modules: [ProviderManifest],
        environment: [String: String],
        readFile: @escaping (String) -> [UInt8]?
    ) {
        self.init(manifests: modules, environment, readFile, nil)
    }

    private init(
        manifests: [ProviderManifest],
        _ environment: [String: String],
        _ readFile: @escaping (String) -> [UInt8]?,
        _ trial: StartTrial?
    ) {
        modules = Dictionary(manifests.map { ($0.identifier, $0) }) { first, _ in first }
        self.environment = environment
        self.readFile = readFile
        self.trial = trial
    }

    /// - Parameter bytes: The file's content.
    /// - Returns: The configuration.
    /// - Throws: ``ConfigurationFaults`` with at least one fault, in the order of the file.
    public func read(_ bytes: [UInt8]) throws(ConfigurationFaults) -> Configuration {
        let text = bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        let (file, repeated) = try parse(text)
        var check = ConfigurationCheck(faults: repeated)
        check.check(file, ConfigurationTable.root, at: ConfigurationPlace())

        let root = ConfigurationNode(file, ConfigurationTable.root)
        let publicURL = root["server"]["publicURL"].text.flatMap { WebOrigin($0) }
        let secrets = SecretResolver(
            environment: environment,
            readFile: readFile,
            // Without a readable address nobody can tell; then that is the fault to report.
            takesLiterals: publicURL?.isLoopback ?? true
        )
        var builder = ConfigurationBuilder(modules: modules, secrets: secrets, trial: trial, faults: check.faults)
        let configuration = builder.build(root)
        if text.count < bytes.count {
            builder.faults.add(ConfigurationPlace(), "begins with a byte order mark", mend: "Save it without one")
        }
        guard let configuration, builder.faults.isEmpty else { throw builder.faults.sorted(by: file) }
        return configuration
    }

    /// Some editors put it before UTF-8; JSON knows none (RFC 8259, section 8.1).
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The file, in which the first of equal keys counts, and a fault for each further one.
    private func parse(_ bytes: [UInt8]) throws(ConfigurationFaults) -> (JSONValue, FaultList) {
        var faults = FaultList()
        do {
            let (file, repeated) = try JSONReader.readAll(bytes)
            for fault in repeated {
                let line = "line \(fault.line), column \(fault.column)"
                faults.add(ConfigurationPlace(fault.path), "is there twice (\(line))", mend: "Take one of the two out")
            }
            return (file, faults)
        } catch {
            faults.add(ConfigurationPlace(), "is not JSON: \(error)", mend: "Mend it; nothing else was checked")
            throw faults.sorted(by: .null)
        }
    }
}
