import Crypto
import Foundation
import ProviderKit

/// INICIS's formulas, as its side computes them.
enum InicisHashWire {
    static func sha256(_ pairs: [(String, String)]) -> String {
        sha256(pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&"))
    }

    static func sha256(_ text: String) -> String { SHA256.hash(data: Data(text.utf8)).hexadecimal }

    static func sha512(_ text: String) -> String { SHA512.hash(data: Data(text.utf8)).hexadecimal }

    static func base64OfSHA512(_ text: String) -> String { SHA512.hash(data: Data(text.utf8)).base64 }
}
