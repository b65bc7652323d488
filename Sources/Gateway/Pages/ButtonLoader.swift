import Crypto
import Foundation
import ProviderKit

/// The two scripts of the payment button (contract, A7): a tiny one that a mall registers with its integrity value,
/// and the one that does the work.
///
/// The bytes of both depend on nothing but this version and the configuration, so that a registered integrity value
/// holds until one of them changes.
public struct ButtonLoader: Sendable {
    /// Where the loader is: a script tag's `src`.
    public let address: String
    /// The loader's bytes.
    let loader: [UInt8]
    /// The button script's bytes.
    let button: [UInt8]
    /// Stands in the button script's address.
    let buttonHash: String

    /// - Parameter configuration: Its `publicURL`, client id and API version stand in the loader.
    public init(_ configuration: Configuration) {
        button = Array(PackageResources.button_js)
        buttonHash = String(SHA256.hash(data: Data(button)).hexadecimal.prefix(16))
        let addresses = PublicAddresses(publicURL: configuration.server.publicURL)
        address = addresses.scriptURL
        loader = Array(
            """
            (function (d) {
              var s = d.createElement("script");
              s.src = \(JSONText.quoted(addresses.buttonURL(hash: buttonHash)));
              s.dataset.client = \(JSONText.quoted(configuration.cafe24.clientID));
              s.dataset.version = \(JSONText.quoted(configuration.cafe24.apiVersion));
              (d.head || d.documentElement).appendChild(s);
            })(document);

            """.utf8
        )
    }

    /// What a script tag is registered with (contract, B10): `sha384-` and the base64 of the loader's digest.
    public var integrity: String { Self.integrity(of: loader) }

    static func integrity(of bytes: [UInt8]) -> String {
        "sha384-" + Array(SHA384.hash(data: Data(bytes))).base64
    }
}
