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

/* "aaaaaaaa" in all its lengths. */
static bool is_one_character(const char *password)
{
	char all[2] = { password[0], '\0' };

	return password[strspn(password, all)] == '\0';
}

bool secret_password_is_common(const char *password)
{
	if (is_one_character(password))
		return true;
	for (size_t i = 0; i < sizeof(common_passwords) / sizeof(common_passwords[0]); i++)
		if (strcasecmp(common_passwords[i], password) == 0)
			return true;
	return false;
}
