/* The passwords that everybody tries first. */
#include "base/secret.h"

#include <string.h>
#include <strings.h>

/* Of eight characters or more: shorter ones are refused for their length. */
static const char *const common_passwords[] = { "00000000", "01234567", "0123456789", "0987654321",
	"1029384756", "10203040", "11112222", "11223344", "112233445566", "11235813", "12121212",
	"12301230", "12312312", "123123123", "12321232", "1234512345", "12345612", "123456123",
	"1234567a", "12345678", "123456789", "1234567890", "12345678910", "123456789a", "12345679",
	"1234qwer", "123654789", "123abc123", "123qwe123", "123qweasd", "12341234", "13131313",
	"13579135", "147258369", "14789632", "159753159", "1a2b3c4d", "1q2w3e4r", "1q2w3e4r5t",
	"1qaz2wsx", "1qaz2wsx3edc", "1qazxsw2", "20202020", "21436587", "23232323", "25802580",
	"31415926", "456456456", "69696969", "741852963", "7894561230", "789456123", "87654321",
	"88888888", "98765432", "987654321", "9876543210", "a1234567", "a12345678", "a1b2c3d4",
	"a1s2d3f4", "aa123456", "aaaa1111", "abc12345", "abc123456", "abcabc123", "abcd1234",
	"abcd12345", "abcdefgh", "abcdefg1", "access14", "admin123", "admin1234", "admin12345",
	"administrator", "airplane", "alexander", "alphabet", "anything", "arsenal1", "asdasd123",
	"asdasdasd", "asdf1234", "asdfasdf", "asdfghjk", "asdfghjkl", "asdfjkl;", "baseball",
	"baseball1", "basketball", "benjamin", "blink182", "brooklyn", "butterfly", "california",
	"carolina", "changeme", "changeme1", "changeme123", "charlie1", "chelsea1", "chocolate",
	"computer", "computer1", "corvette", "cowboys1", "danielle", "default1", "dolphins",
	"dragon123", "drowssap", "einstein", "elephant", "elizabeth", "facebook", "fernando",
	"firebird", "flower123", "football", "football1", "freedom1", "fuckyou1", "fuckyou123",
	"garfield", "gateway1", "ginger12", "godzilla", "hello123", "hello1234", "hellohello",
	"helloworld", "hunter12", "iceman12", "iloveyou", "iloveyou1", "iloveyou2", "iloveyou123",
	"internet", "isabella", "jasmine1", "jennifer", "jessica1", "jonathan", "jordan23",
	"kawasaki", "killer123", "letmein1", "letmein123", "letmeinnow", "liverpool", "liverpool1",
	"london12", "love1234", "loveyou1", "manchester", "marlboro", "master123", "maverick",
	"melissa1", "mercedes", "metallica", "michael1", "michelle", "midnight", "monkey12",
	"monkey123", "mustang1", "mypassword", "newyork1", "nicholas", "ninja123", "no1knows",
	"nothing1", "p@55word", "p@ssw0rd", "p@ssw0rd1", "p@ssword", "p@ssword1", "pa$$w0rd",
	"pa$$word", "pa55word", "passpass", "passw0rd", "passw0rd1", "passwd123", "password",
	"password!", "password.", "password0", "password00", "password01", "password1",
	"password1!", "password11", "password12", "password123", "password123!", "password1234",
	"password12345", "password2", "password3", "password7", "password9", "password99",
	"passwordpassword", "patricia", "pavilion", "personal", "pokemon1", "porsche1", "princess",
	"princess1", "q1w2e3r4", "q1w2e3r4t5", "q12345678", "qazwsx123", "qazwsxedc", "qwaszx12",
	"qwer1234", "qwerasdf", "qwerqwer", "qwert123", "qwert12345", "qwerty00", "qwerty01",
	"qwerty11", "qwerty12", "qwerty123", "qwerty123!", "qwerty1234", "qwerty12345",
	"qwerty123456", "qwerty78", "qwertyui", "qwertyuio", "qwertyuiop", "qwertz123", "qwertzui",
	"qwertzuiop", "rush2112", "samantha", "samsung1", "scorpion", "secret123", "security",
	"september", "shadow12", "slipknot", "snowball", "snoopy12", "sparky12", "spiderman",
	"srinivas", "starwars", "starwars1", "steelers", "steelers1", "sunshine", "sunshine1",
	"superman", "superman1", "swordfish", "temp1234", "test1234", "testtest", "testing1",
	"testing123", "thomas12", "thunder1", "tinkerbell", "trustno1", "trustno1!", "undertaker",
	"user1234", "victoria", "vfhbyf12", "warcraft", "welcome1", "welcome123", "welcome1234",
	"whatever", "whatever1", "wildcats", "william1", "winter12", "wolverine", "xxxxxxxx",
	"yankees1", "zaq12wsx", "zaq1xsw2", "zaq1zaq1", "zxcv1234", "zxcvasdf", "zxcvbnm1",
	"zxcvbnm123", "zxcvbnm,", "zxczxczxc" };

/* Words of fewer letters, and those of the calendar: common with whatever digits and signs behind them. */
static const char *const common_words[] = { "january", "february", "march", "april", "june", "july",
	"august", "september", "october", "november", "december", "monday", "tuesday", "wednesday",
	"thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn", "winter", "login",
	"letmein", "iloveyou", "loveyou", "qwert", "asdf", "zxcv", "pass", "passwd", "user",
	"guest", "root", "secret", "super", "master", "monkey", "dragon", "shadow", "hunter",
	"killer", "soccer", "hockey", "tigger", "pepper", "ginger", "cookie", "flower", "orange",
	"purple", "banana", "chicken", "chelsea", "arsenal", "barcelona", "juventus", "london",
	"berlin", "paris", "america", "germany", "charlie", "daniel", "andrew", "joshua", "matthew",
	"ashley", "nicole", "jessica", "hannah", "thomas", "robert", "george", "maggie", "buster",
	"bailey", "batman", "pokemon", "naruto", "matrix", "samsung", "google", "android",
	"airline", "flight", "holiday", "travel", "passwort", "hallo", "schatz", "geheim" };

#define STEM_MIN 4

/* Neighbours on a keyboard, in the alphabet, among the digits. */
static const char *const rows[] = { "abcdefghijklmnopqrstuvwxyz", "01234567890",
	"qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn" };

/* "aaaaaaaa", "abcabcabc", "12341234": up to four characters, again and again. */
static bool is_repeated(const char *password)
{
	size_t length = strlen(password);

	for (size_t unit = 1; unit <= 4 && unit < length; unit++)
		if (memcmp(password, password + unit, length - unit) == 0)
			return true;
	return false;
}

/* A whole piece of a row, there or back. */
static bool is_row(const char *password)
{
	size_t length = strlen(password);

	for (size_t i = 0; length >= STEM_MIN && i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *row = rows[i];
		size_t size = strlen(row);

		for (size_t from = 0; from + length <= size; from++) {
			size_t same = 0, back = 0;

			while (same < length && password[same] == row[from + same])
				same++;
			while (back < length && password[back] == row[from + length - 1 - back])
				back++;
			if (same == length || back == length)
				return true;
		}
	}
	return false;
}

/* The word in it: lower case, without the digits and signs behind, and those inside read as the letters that they stand for. */
#define STEM_MAX 64
static void stem_of(const char *password, char stem[STEM_MAX])
{
	static const char signs[] = "@4031!5$7", letters[] = "aaoeiisst";
	size_t length = strlen(password);

	while (length > 0 && strchr("0123456789!?.,-_+*#$@&%=", password[length - 1]) != NULL)
		length--;
	if (length >= STEM_MAX)
		length = 0;
	for (size_t i = 0; i < length; i++) {
		const char *sign = strchr(signs, password[i]);

		stem[i] = sign != NULL ? letters[sign - signs] : password[i];
		if (stem[i] >= 'A' && stem[i] <= 'Z')
			stem[i] = (char)(stem[i] - 'A' + 'a');
	}
	stem[length] = '\0';
}

static bool is_common_word(const char *stem)
{
	char other[STEM_MAX];

	if (strlen(stem) < STEM_MIN)
		return false;
	for (size_t i = 0; i < sizeof(common_words) / sizeof(common_words[0]); i++)
		if (strcmp(common_words[i], stem) == 0)
			return true;
	for (size_t i = 0; i < sizeof(common_passwords) / sizeof(common_passwords[0]); i++) {
		stem_of(common_passwords[i], other);
		if (strcmp(other, stem) == 0)
			return true;
	}
	return false;
}

bool secret_password_is_common(const char *password)
{
	char stem[STEM_MAX];

	if (password[0] == '\0')
		return true;
	for (size_t i = 0; i < sizeof(common_passwords) / sizeof(common_passwords[0]); i++)
		if (strcasecmp(common_passwords[i], password) == 0)
			return true;
	stem_of(password, stem);
	return is_repeated(password) || is_row(password) || is_common_word(stem);
}
