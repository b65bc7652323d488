import Foundation
import ProviderKit

/// Names that are well formed and would still not do for a new module: what has them would be hidden, or be there
/// twice. Upper and lower case make no difference, because nobody would tell `KgInicis` from `KGInicis`.
struct TakenNames {
    private let modules: [String]
    private let list: [String]

    /// - Parameters:
    ///   - modules: The modules of this program.
    ///   - list: The text of the list that the new one is added to.
    init(modules: [any PaymentProvider.Type], list: String) {
        self.modules = modules.map { $0.manifest.identifier }
        self.list = list.split(separator: "\n").map { Self.plain(String($0).replacing(".self,", with: "")) }
    }

    /// Why a module cannot be added; `nil` where nothing has its names.
    func reason(against skeleton: ProviderSkeleton) -> String? {
        let name = skeleton.name
        if let module = modules.first(where: { Self.plain($0) == name.lowercased() }) {
            return "the module \(module) is there already"
        }
        if list.contains(name.lowercased()) { return "\(name) is there already, in another spelling" }
        return DeclaredTypes.met(by: skeleton)
    }

    /// Why no type of this name can be made anywhere; `nil` where it can.
    static func reserved(_ name: String) -> String? {
        let word = name.lowercased()
        if words.contains(word) { return "it is a word of Swift" }
        return libraries.contains(word) ? "a module or a type of that name is used everywhere" : nil
    }

    private static func plain(_ text: String) -> String {
        text.filter { $0.isLetter || $0.isNumber }.lowercased()
    }

    private static let words = Set(
        """
        actor any as associatedtype async await break case catch class continue default defer deinit do else enum \
        extension fallthrough false fileprivate for func guard if import in init inout internal is let macro nil none \
        open operator optional package precedencegroup private protocol public repeat rethrows return self some static \
        struct subscript super switch throw throws true try type typealias var where while
        """.split(separator: " ").map(String.init)
    )

    private static let libraries = Set(
        """
        array bool cafe24sandbox character codable crypto cryptoextras data date decimal dictionary double duration \
        equatable error float foundation gateway hashable httptypes hummingbird int int64 logging never nio pggateway \
        providerconformance providerfakes providerkit providermock providers result sendable set string suite swift \
        synchronization task test testing uint8 url uuid void
        """.split(separator: " ").map(String.init)
    )
}
