module.exports = {title: 'Kettle', url: 'https://kettle.example.org', baseUrl: '/'};
