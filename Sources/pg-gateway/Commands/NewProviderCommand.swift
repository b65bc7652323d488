import ArgumentParser
import Foundation

struct NewProviderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-provider",
        abstract: "Write the files of a new payment company's module, for you to fill in.",
        discussion: """
            Run it in the checkout. It writes the module with its three verbs, its wire types, its fake and its test, and \
            adds one line to the list of modules. Everything compiles; the test is the conformance kit, which fails \
            and says what is to be written.
            """
    )

    @Argument(help: "The company: AcmePay, or acme-pay.")
    var name: String

    private static let list = "Sources/Providers/AllProviders.swift"

    func run() async throws {
        guard let skeleton = ProviderSkeleton(name) else {
            throw ValidationError("\(name) cannot name a module. Use letters and digits, such as AcmePay or acme-pay.")
        }
        if let reason = TakenNames.reserved(skeleton.name) {
            throw ValidationError("\(name) cannot name a module: \(reason). Choose another name.")
        }
        let files = FileManager.default
        guard let list = files.contents(atPath: Self.list).map({ String(decoding: $0, as: UTF8.self) }) else {
            throw fault("\(Self.list) is not here. Run this in the checkout of pg-gateway.")
        }
        if let taken = skeleton.files.first(where: { files.fileExists(atPath: $0.path) }) {
            throw fault("\(taken.path) is there already. Choose another name, or remove the old module first.")
        }
        if let reason = TakenNames(modules: modules, list: list).reason(against: skeleton) {
            throw fault("\(reason). Choose another name.")
        }
        guard let longer = skeleton.adding(toList: list) else {
            throw fault("\(Self.list) has no list that ends with ] on a line of its own.")
        }
        for file in skeleton.files {
            let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent()
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: URL(fileURLWithPath: file.path))
            Standard.output.say("wrote    \(file.path)")
        }
        try Data(longer.utf8).write(to: URL(fileURLWithPath: Self.list))
        Standard.output.say("changed  \(Self.list)")
        Standard.output.say("\n" + skeleton.steps)
    }

    private func fault(_ text: String) -> ExitCode {
        Standard.error.say(text)
        return .failure
    }
}
